package io.github.salesforcejwt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.github.salesforcejwt.cycle.one.One;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which room may import what.
 */
class ArchitectureTests {

	private static final String CORE = "io.github.salesforcejwt";

	private static final String WIRING = "io.github.salesforcejwt.autoconfigure..";

	/** Registration, login, session, request: no arrow returns. */
	private static final List<String> FLOW = List.of("SalesforceRegistration|SigningKeys?|TrustedOrigins|LoopbackHost",
			"Grants?|.*Grant|AssertionSigner|SalesforceLogin.*|SalesforceTokenClient|SalesforceAuthorizedClientProvider|"
					+ "Token.*|Login.*|BoundedResponse",
			"SalesforceSession.*|Session.*|UserSessions|SalesforceClients",
			"SalesforceClientHttpRequest.*|SalesforceExchangeFilterFunction|SalesforceWebClients|ReactiveCall|BlockingCall|"
					+ "Authorized.*|CallRecovery|Peeked.*|BodyCheck|CountedBody|LostAttributes");

	private static final ArchRule NO_CYCLE_OF_TYPES = noCycle("each type of the core with what is nested in it",
			(type) -> type.getPackageName().equals(CORE), (type) -> topLevel(type).getSimpleName());

	private static final ArchRule NO_CYCLE_OF_PACKAGES = noCycle("each package", (type) -> true,
			JavaClass::getPackageName);

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(CORE);

	@Test
	void coreImportsNoBootAndNoMeterRegistry() {
		classes().that()
			.resideInAPackage(CORE)
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(CORE, "java..", "javax.crypto..", "javax.net..", "org.springframework.beans..",
					"org.springframework.core..", "org.springframework.http..", "org.springframework.util..",
					"org.springframework.web..", "org.springframework.security..", "com.nimbusds..", "tools.jackson..",
					"com.fasterxml.jackson..", "io.micrometer.common..", "io.micrometer.context..",
					"io.micrometer.observation..", "reactor..", "org.reactivestreams..", "org.apache.commons.logging..",
					"org.jspecify..")
			.check(this.classes);
	}

	@Test
	void nothingImportsTheWiring() {
		noClasses().that()
			.resideOutsideOfPackage(WIRING)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(WIRING)
			.check(this.classes);
	}

	@Test
	void packagesFormNoCycle() {
		NO_CYCLE_OF_PACKAGES.check(this.classes);
	}

	@Test
	void cycleOfPackagesIsFound() {
		JavaClasses cyclic = new ClassFileImporter().importPackages("io.github.salesforcejwt.cycle");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> NO_CYCLE_OF_PACKAGES.check(cyclic))
			.withMessageContaining("Cycle detected")
			.withMessageContaining(One.class.getSimpleName());
	}

	@Test
	void typesOfTheCoreFormNoCycle() {
		NO_CYCLE_OF_TYPES.check(this.classes);
	}

	@Test
	void autoConfigurationsArePublicAndFinal() {
		classes().that()
			.areAnnotatedWith("org.springframework.boot.autoconfigure.AutoConfiguration")
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.check(this.classes);
	}

	@Test
	void flowFromRegistrationToRequestHasOneDirection() {
		for (int to = 1; to < FLOW.size(); to++) {
			for (int from = 0; from < to; from++) {
				noClasses().that(are(FLOW.get(from)))
					.should()
					.dependOnClassesThat(are(FLOW.get(to)))
					.check(this.classes);
			}
		}
	}

	@Test
	void typesOfTheCoreAreShort() throws IOException {
		try (Stream<Path> files = Files.list(Path.of("src/main/java", CORE.split("\\.")))) {
			assertThat(files.filter((file) -> file.toString().endsWith(".java")))
				.allSatisfy((file) -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(maxLines(file)));
		}
	}

	/**
	 * The catalogue and the registration are lists: of errors, and of what a builder
	 * takes.
	 */
	private static int maxLines(Path file) {
		return switch (file.getFileName().toString()) {
			case "SalesforceLoginError.java", "SalesforceRegistration.java" -> 450;
			case "SalesforceSession.java" -> 350;
			default -> 300;
		};
	}

	private static ArchRule noCycle(String description, Predicate<JavaClass> member, Function<JavaClass, String> name) {
		return slices().assignedFrom(new SliceAssignment() {

			@Override
			public SliceIdentifier getIdentifierOf(JavaClass type) {
				return member.test(type) ? SliceIdentifier.of(name.apply(type)) : SliceIdentifier.ignore();
			}

			@Override
			public String getDescription() {
				return description;
			}

		}).should().beFreeOfCycles();
	}

	private static JavaClass topLevel(JavaClass type) {
		return type.getEnclosingClass().map(ArchitectureTests::topLevel).orElse(type);
	}

	private static DescribedPredicate<JavaClass> are(String simpleNames) {
		Pattern pattern = Pattern.compile(Pattern.quote(CORE + ".") + "(" + simpleNames + ")(\\$.*)?");
		return DescribedPredicate.describe(simpleNames, (type) -> pattern.matcher(type.getName()).matches());
	}

}
