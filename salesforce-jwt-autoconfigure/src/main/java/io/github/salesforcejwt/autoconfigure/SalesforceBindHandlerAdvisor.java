package io.github.salesforcejwt.autoconfigure;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

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
 * Replaces the failure to convert a {@code salesforce.jwt.*} property, whose causes hold
 * the value: it may be a secret in the wrong place.
 */
final class SalesforceBindHandlerAdvisor implements ConfigurationPropertiesBindHandlerAdvisor {

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("salesforce.jwt");

	@Override
	public BindHandler apply(BindHandler bindHandler) {
		return new Handler(bindHandler);
	}

	private static final class Handler extends AbstractBindHandler {

		private Handler(BindHandler parent) {
			super(parent);
		}

		@Override
		public @Nullable Object onFailure(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Exception error) throws Exception {
			if (!PREFIX.isAncestorOf(name) || error instanceof BindException) {
				return super.onFailure(name, target, context, error);
			}
			if (error instanceof UnboundConfigurationPropertiesException unbound) {
				throw new InvalidSalesforceConfigurationException(name.toString(),
						"the list has a gap before " + unbound.getUnboundProperties()
							.stream()
							.map((property) -> "'" + property.getName() + "'")
							.collect(Collectors.joining(", ")),
						"Number the elements from [0], or write them in one value, separated by commas.");
			}
			ConfigurationProperty property = context.getConfigurationProperty();
			throw new InvalidSalesforceConfigurationException(name.toString(),
					(property != null) ? "it is '" + PrintableValue.of(String.valueOf(property.getValue())) + "'"
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
