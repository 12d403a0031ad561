package io.github.salesforcejwt.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.PrintableValue;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.ResolvableType;

/**
 * Collects the properties of orgs that cannot be converted or hold a placeholder without
 * a value, so that they are reported together with all else that is wrong. The failures
 * to convert hold the value, which may be a secret in the wrong place, and are replaced.
 */
final class SalesforceBindHandlerAdvisor implements ConfigurationPropertiesBindHandlerAdvisor {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("salesforce.jwt");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^${}:]{1,200})[^${}]{0,200}}");

	private final Map<ConfigurationPropertyName, InvalidSalesforceConfigurationException> failures = new ConcurrentSkipListMap<>();

	@Override
	public BindHandler apply(BindHandler bindHandler) {
		return new Handler(bindHandler, this.failures);
	}

	/**
	 * Return what is wrong with the properties of orgs, by the order of their names.
	 */
	List<InvalidSalesforceConfigurationException> failures() {
		return List.copyOf(this.failures.values());
	}

	private static final class Handler extends AbstractBindHandler {

		private final Map<ConfigurationPropertyName, InvalidSalesforceConfigurationException> failures;

		/** Whether orgs are bound, whose failures are asked for later. */
		private boolean collecting;

		private Handler(BindHandler parent,
				Map<ConfigurationPropertyName, InvalidSalesforceConfigurationException> failures) {
			super(parent);
			this.failures = failures;
		}

		@Override
		public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target,
				BindContext context) {
			if (name.equals(PREFIX)) {
				this.collecting = true;
				this.failures.clear();
			}
			return super.onStart(name, target, context);
		}

		@Override
		public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Object result) {
			if (PREFIX.isAncestorOf(name)) {
				Stream<?> values = (result instanceof Collection<?> elements) ? elements.stream() : Stream.of(result);
				InvalidSalesforceConfigurationException failure = values.filter(String.class::isInstance)
					.map((value) -> placeholder(name, (String) value))
					.filter(Objects::nonNull)
					.findFirst()
					.orElse(null);
				if (failure != null) {
					return report(name, target, failure);
				}
			}
			return super.onSuccess(name, target, context, result);
		}

		/**
		 * Spring leaves a placeholder without a value in the text.
		 */
		private static @Nullable InvalidSalesforceConfigurationException placeholder(ConfigurationPropertyName name,
				String value) {
			Matcher placeholder = PLACEHOLDER.matcher(value);
			if (!placeholder.find()) {
				return null;
			}
			String variable = PrintableValue.ofName(placeholder.group(1).strip());
			return new InvalidSalesforceConfigurationException(name.toString(),
					"it contains the placeholder ${" + variable + "}, and no property or environment variable '"
							+ variable + "' is set",
					"Set '" + variable + "', or write the value in place of the placeholder.");
		}

		private @Nullable Object report(ConfigurationPropertyName name, Bindable<?> target,
				InvalidSalesforceConfigurationException failure) {
			if (!this.collecting) {
				throw failure;
			}
			this.failures.put(name, failure);
			return (target.getValue() != null) ? target.getValue().get() : null;
		}

		@Override
		public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Exception error) throws Exception {
			if (!PREFIX.isAncestorOf(name) || error instanceof BindException) {
				return super.onFailure(name, target, context, error);
			}
			return report(name, target, failure(name, target, context, error));
		}

		private static InvalidSalesforceConfigurationException failure(ConfigurationPropertyName name,
				Bindable<?> target, BindContext context, Exception error) {
			if (error instanceof UnboundConfigurationPropertiesException unbound) {
				return new InvalidSalesforceConfigurationException(name.toString(),
						"the list has a gap before " + unbound.getUnboundProperties()
							.stream()
							.map((property) -> "'" + property.getName() + "'")
							.collect(Collectors.joining(", ")),
						"Number the elements from [0], or write them in one value, separated by commas.");
			}
			ConfigurationProperty property = context.getConfigurationProperty();
			InvalidSalesforceConfigurationException placeholder = (property != null)
					? placeholder(name, String.valueOf(property.getValue())) : null;
			return (placeholder != null) ? placeholder
					: new InvalidSalesforceConfigurationException(name.toString(),
							(property != null)
									? "it is '" + PrintableValue.of(String.valueOf(property.getValue())) + "'"
									: "it has a value of its own",
							remedy(name, target.getType()));
		}

		private static String remedy(ConfigurationPropertyName name, ResolvableType type) {
			Class<?> valueType = (type.isArray() || Collection.class.isAssignableFrom(type.toClass()))
					? type.getGeneric().toClass() : type.toClass();
			if (valueType.isEnum()) {
				return "Use " + Arrays.stream(valueType.getEnumConstants())
					.map((constant) -> "'" + constant.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "'")
					.collect(Collectors.joining(" or ")) + ".";
			}
			if (valueType == Duration.class) {
				return "Use a duration such as 30s or 5m. A number without a unit means seconds.";
			}
			if (valueType == Boolean.class || valueType == boolean.class) {
				return "Use 'true' or 'false'.";
			}
			if (valueType == Integer.class || valueType == int.class) {
				return "Use a whole number.";
			}
			return Map.class.isAssignableFrom(valueType)
					? "Remove it, and set properties below it, such as '" + name + ".<id>.client-id'."
					: "Remove it, and set the properties below it.";
		}

	}

}
