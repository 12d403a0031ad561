package io.github.salesforcejwt.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.salesforcejwt.SalesforceRetryPolicy;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.PrintableValue;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceRetryProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;

/**
 * Maps the properties of an org's retries, quota and further users, and refuses what
 * could not work.
 */
final class SalesforceCallPropertiesMapper {

	private static final Pattern SHARE = Pattern.compile("\\d{1,3}(\\.\\d{1,3})?%");

	private static final int MAX_USERS = 100_000;

	private static final Duration MAX_DURATION = Duration.ofHours(1);

	private final String prefix;

	private final SalesforceOrgProperties properties;

	private final List<InvalidSalesforceConfigurationException> failures = new ArrayList<>();

	SalesforceCallPropertiesMapper(String id, SalesforceOrgProperties properties) {
		this.prefix = SalesforceOrgs.prefix(id) + ".";
		this.properties = properties;
	}

	/**
	 * Map the properties.
	 * @return what sets them
	 * @throws InvalidSalesforceConfigurationException if properties cannot be used; it
	 * names all of them
	 */
	Consumer<SalesforceSession.Builder> map() {
		SalesforceRetryProperties.Login login = this.properties.getRetry().getLogin();
		SalesforceRetryProperties.Api api = this.properties.getRetry().getApi();
		SalesforceRetryPolicy loginRetry = policy("retry.login.", login.getMaxRetries(), login.getDelay(),
				login.getMaxDelay(), login.getTimeout());
		SalesforceRetryPolicy apiRetry = policy("retry.api.", api.getMaxRetries(), api.getDelay(), api.getMaxDelay(),
				api.getTimeout());
		Double stopAt = stopAt(this.properties.getQuota().getStopAt());
		int maxUsers = maxUsers(this.properties.getMaxUsers());
		if (!this.failures.isEmpty()) {
			throw InvalidSalesforceConfigurationException.of(this.failures);
		}
		return (session) -> session.loginRetry(loginRetry)
			.apiRetry(apiRetry, methods(api))
			.quotaStopAt(stopAt)
			.maxUsers(maxUsers);
	}

	private int maxUsers(int value) {
		if (value < 1 || value > MAX_USERS) {
			refuse("max-users", "it is " + value, "Use a number from 1 to " + MAX_USERS + ".");
		}
		return value;
	}

	private SalesforceRetryPolicy policy(String name, int maxRetries, Duration delay, Duration maxDelay,
			Duration timeout) {
		if (maxRetries < 0 || maxRetries > 100) {
			refuse(name + "max-retries", "it is " + maxRetries, "Use a number from 0, for no retry, to 100.");
		}
		checkDuration(name + "delay", delay);
		checkDuration(name + "max-delay", maxDelay);
		checkDuration(name + "timeout", timeout);
		return this.failures.isEmpty() ? new SalesforceRetryPolicy(maxRetries, delay, maxDelay, timeout)
				: SalesforceRetryPolicy.API_DEFAULTS;
	}

	private void checkDuration(String name, Duration value) {
		if (value.isNegative() || value.compareTo(MAX_DURATION) > 0) {
			refuse(name, "it is " + PrintableValue.of(value),
					"Use a duration from 0s to " + MAX_DURATION.toMinutes() + "m.");
		}
	}

	private static Set<HttpMethod> methods(SalesforceRetryProperties.Api api) {
		return api.getMethods().stream().map((method) -> HttpMethod.valueOf(method.name())).collect(Collectors.toSet());
	}

	private @Nullable Double stopAt(@Nullable String value) {
		if (value == null) {
			return null;
		}
		double share = SHARE.matcher(value.trim()).matches()
				? Double.parseDouble(value.trim().substring(0, value.trim().length() - 1)) / 100 : 0;
		if (share <= 0 || share > 1) {
			refuse("quota.stop-at", "it is '" + PrintableValue.of(value) + "'",
					"Use a percentage above 0% and up to 100%, such as 90%, or leave it out.");
		}
		return share;
	}

	/**
	 * Note why a property cannot be used and go on, to find all of them.
	 */
	private void refuse(String name, String found, String remedy) {
		this.failures.add(new InvalidSalesforceConfigurationException(this.prefix + name, found, remedy));
	}

}
