package io.github.salesforcejwt;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
			"SalesforceSession.*|Session.*|SalesforceClients",
			"SalesforceClientHttpRequest.*|SalesforceExchangeFilterFunction|SalesforceWebClients|ReactiveCall|BlockingCall|"
					+ "Authorized.*|CallRecovery|Peeked.*|BodyCheck");

	private static final SliceAssignment TYPES_OF_THE_CORE = slice("each type of the core with what is nested in it",
			(type) -> type.getPackageName().equals(CORE), (type) -> topLevel(type).getSimpleName());

	private static final SliceAssignment PACKAGES_OF_THE_WIRING = slice("each package of the wiring",
			(type) -> type.getPackageName().startsWith(CORE + ".autoconfigure"), JavaClass::getPackageName);

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(CORE);

	@Test
	void coreImportsNoBootAndNoMeterRegistry() {
		classes().that()
			.resideInAPackage(CORE)
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage(CORE, "java..", "javax.net..", "org.springframework.beans..",
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
	void packagesFormNoCircle() {
		SlicesRuleDefinition.slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void autoConfigurationsArePublicAndFinal() {
		classes().that()
			.areAnnotatedWith("org.springframework.boot.autoconfigure.AutoConfiguration")
			.should()
			.bePublic()
			.andShould()
			.haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
			.check(this.classes);
	}

	private static final class ByPackage implements SliceAssignment {

		@Override
		public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
			return SliceIdentifier.of(javaClass.getPackageName());
		}

		@Override
		public String getDescription() {
			return "each package";
		}

	}

	@Test
	void typesOfTheCoreDependOnEachOtherInNoCircle() {
		slices().assignedFrom(TYPES_OF_THE_CORE).should().beFreeOfCycles().check(this.classes);
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

	private static SliceAssignment slice(String description, Predicate<JavaClass> member,
			Function<JavaClass, String> name) {
		return new SliceAssignment() {

			@Override
			public SliceIdentifier getIdentifierOf(JavaClass type) {
				return member.test(type) ? SliceIdentifier.of(name.apply(type)) : SliceIdentifier.ignore();
			}

			@Override
			public String getDescription() {
				return description;
			}

		};
	}

	private static JavaClass topLevel(JavaClass type) {
		return type.getEnclosingClass().map(ArchitectureTests::topLevel).orElse(type);
	}

	private static DescribedPredicate<JavaClass> are(String simpleNames) {
		Pattern pattern = Pattern.compile(Pattern.quote(CORE + ".") + "(" + simpleNames + ")(\\$.*)?");
		return DescribedPredicate.describe(simpleNames, (type) -> pattern.matcher(type.getName()).matches());
	}

	@Test
	void packagesOfTheWiringDependOnEachOtherInNoCircle() {
		slices().assignedFrom(PACKAGES_OF_THE_WIRING).should().beFreeOfCycles().check(this.classes);
	}

}
