package io.github.salesforcejwt.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.autoconfigure.HttpClientSettingsPropertyMapper;
import org.springframework.boot.http.client.autoconfigure.service.HttpServiceClientProperties;
import org.springframework.boot.ssl.SslBundles;

/**
 * HTTP settings of the group of HTTP interfaces of an org: Boot's
 * {@code spring.http.serviceclient.<group>.*} over its {@code spring.http.clients.*}.
 */
final class HttpServiceGroupSettings {

	private final @Nullable HttpServiceClientProperties properties;

	private final HttpClientSettingsPropertyMapper mapper;

	HttpServiceGroupSettings(@Nullable HttpServiceClientProperties properties, @Nullable SslBundles sslBundles,
			@Nullable HttpClientSettings settings) {
		this.properties = properties;
		this.mapper = new HttpClientSettingsPropertyMapper(sslBundles, settings);
	}

	HttpClientSettings of(String group) {
		return this.mapper.map((this.properties != null) ? this.properties.get(group) : null);
	}

}
