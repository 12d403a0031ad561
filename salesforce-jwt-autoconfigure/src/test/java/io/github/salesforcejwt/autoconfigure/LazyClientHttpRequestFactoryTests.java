package io.github.salesforcejwt.autoconfigure;

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Tests for {@link LazyClientHttpRequestFactory}.
 */
class LazyClientHttpRequestFactoryTests {

	private static final URI LIMITS = URI.create("https://acme.my.salesforce.com/services/data/v68.0/limits");

	private final DisposableFactory made = mock();

	private final AtomicInteger times = new AtomicInteger();

	private final LazyClientHttpRequestFactory factory = new LazyClientHttpRequestFactory(() -> {
		this.times.incrementAndGet();
		return this.made;
	});

	@Test
	void factoryIsMadeOnceByTheFirstRequest() throws Exception {
		ClientHttpRequest request = mock();
		given(this.made.createRequest(LIMITS, HttpMethod.GET)).willReturn(request);
		assertThat(this.times).hasValue(0);
		assertThat(this.factory.createRequest(LIMITS, HttpMethod.GET)).isSameAs(request);
		assertThat(this.factory.createRequest(LIMITS, HttpMethod.GET)).isSameAs(request);
		assertThat(this.times).hasValue(1);
	}

	@Test
	void factoryThatWasMadeIsDestroyed() throws Exception {
		this.factory.createRequest(LIMITS, HttpMethod.GET);
		verify(this.made, never()).destroy();
		this.factory.destroy();
		verify(this.made).destroy();
	}

	@Test
	void factoryThatWasNotMadeIsNotDestroyed() throws Exception {
		this.factory.destroy();
		assertThat(this.times).hasValue(0);
		verifyNoInteractions(this.made);
	}

	@Test
	void clientIsClosedIfItCanBe() throws Exception {
		AutoCloseable client = mock();
		LazyClientHttpRequestFactory.close(client);
		verify(client).close();
		assertThatNoException().isThrownBy(() -> LazyClientHttpRequestFactory.close("no client"));
	}

	interface DisposableFactory extends ClientHttpRequestFactory, DisposableBean {

	}

}
