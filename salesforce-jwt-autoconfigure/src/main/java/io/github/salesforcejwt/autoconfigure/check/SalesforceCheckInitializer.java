package io.github.salesforcejwt.autoconfigure.check;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Runs {@link SalesforceCheck} in place of an application that is started with
 * {@code --salesforce.check}, once its properties are known, and ends the process.
 */
class SalesforceCheckInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String PROPERTY = "salesforce.check";

	private final IntConsumer exit;

	SalesforceCheckInitializer() {
		this(System::exit);
	}

	SalesforceCheckInitializer(IntConsumer exit) {
		this.exit = exit;
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		if (context.getParent() == null && isRequested(context.getEnvironment())) {
			// the marks are not in every platform's charset
			PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
			boolean passed = new SalesforceCheck(context.getEnvironment(), context.getClassLoader(), out).run();
			this.exit.accept(passed ? 0 : 1);
		}
	}

	/**
	 * Any other value is a mistake that must not end an application.
	 */
	static boolean isRequested(Environment environment) {
		String value = environment.getProperty(PROPERTY);
		return value != null && (value.isEmpty() || "true".equalsIgnoreCase(value));
	}

}
