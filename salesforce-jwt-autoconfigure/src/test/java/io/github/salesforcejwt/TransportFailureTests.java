package io.github.salesforcejwt;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.netty.handler.timeout.ReadTimeoutException;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.H2StreamResetException;
import org.eclipse.jetty.client.HttpResponseException;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ReactorClientHttpRequestFactory;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.web.reactive.function.client.WebClientRequestException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TransportFailure}.
 */
class TransportFailureTests {

	@Test
	void failureOfTheConnectionIsTransientWhicheverLibraryItComesFrom() {
		assertThat(TransportFailure.isTransient(new IOException())).isTrue();
		assertThat(TransportFailure.isTransient(new IllegalStateException(new TimeoutException()))).isTrue();
		assertThat(TransportFailure.isTransient(Exceptions.propagate(new IOException()))).isTrue();
		assertThat(TransportFailure.isTransient(ReadTimeoutException.INSTANCE)).isTrue();
		assertThat(TransportFailure.isTransient(new HttpResponseException("protocol violation", null))).isTrue();
		assertThat(TransportFailure.isTransient(new WebClientRequestException(new NumberFormatException("status abc"),
				HttpMethod.GET, URI.create("/x"), new HttpHeaders())))
			.isTrue();
	}

	@Test
	void anythingElseIsNot() {
		assertThat(TransportFailure.isTransient(new IllegalArgumentException())).isFalse();
		assertThat(TransportFailure.find(new IllegalArgumentException())).isNull();
	}

	@Test
	void handshakeThatFailsForGoodIsNot() {
		assertThat(TransportFailure.isTransient(new IOException(new SSLHandshakeException("untrusted")))).isFalse();
		assertThat(TransportFailure.isTransient(new SSLPeerUnverifiedException("other host"))).isFalse();
		SSLHandshakeException cutOff = new SSLHandshakeException("terminated");
		cutOff.initCause(new EOFException());
		assertThat(TransportFailure.isTransient(new IOException(cutOff))).isTrue();
		SSLHandshakeException reset = new SSLHandshakeException("terminated");
		reset.initCause(new SocketException("Connection reset"));
		assertThat(TransportFailure.isTransient(reset)).isTrue();
	}

	@Test
	void refusedStreamWasNotProcessed() {
		assertThat(
				TransportFailure.isUnprocessed(new IOException(new H2StreamResetException(H2Error.REFUSED_STREAM, ""))))
			.isTrue();
		assertThat(TransportFailure.isUnprocessed(new RequestNotExecutedException())).isTrue();
		assertThat(TransportFailure.isUnprocessed(new H2StreamResetException(H2Error.CANCEL, ""))).isFalse();
		assertThat(TransportFailure.isUnprocessed(new IOException("REFUSED_STREAM"))).isFalse();
	}

	@Test
	void ioExceptionIsFoundBeforeAnyOther() {
		IOException io = new IOException("reset");
		assertThat(TransportFailure
			.find(new WebClientRequestException(io, HttpMethod.GET, URI.create("/x"), new HttpHeaders()))).isSameAs(io);
		assertThat(TransportFailure.toIOException(Exceptions.propagate(io))).isSameAs(io);
		assertThat(TransportFailure.toIOException(ReadTimeoutException.INSTANCE))
			.hasCause(ReadTimeoutException.INSTANCE);
	}

	@Test
	void requestOfReactorIsNotSentOnAThreadThatMustNotBlock() throws Exception {
		URI uri = URI.create("http://127.0.0.1");
		ClientHttpRequest request = new ReactorClientHttpRequestFactory().createRequest(uri, HttpMethod.GET);
		assertThat(TransportFailure.isOnEventLoop(request)).isFalse();
		assertThat(isOnEventLoop(request)).isTrue();
		assertThat(isOnEventLoop(new MockClientHttpRequest(HttpMethod.GET, uri))).isFalse();
	}

	private static boolean isOnEventLoop(ClientHttpRequest request) {
		return Mono.fromSupplier(() -> TransportFailure.isOnEventLoop(request))
			.subscribeOn(Schedulers.parallel())
			.block();
	}

}
