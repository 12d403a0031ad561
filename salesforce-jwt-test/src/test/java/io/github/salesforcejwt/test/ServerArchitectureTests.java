package io.github.salesforcejwt.test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Client and stand-in share no class, so that they cannot share a bug. Within the
 * stand-in, requests go one way: HTTP edge, endpoint, state.
 */
@AnalyzeClasses(packages = "io.github.salesforcejwt.test", importOptions = ImportOption.DoNotIncludeTests.class)
class ServerArchitectureTests {

	private static final String CLIENT = "io.github.salesforcejwt";

	@ArchTest
	static final ArchRule SERVER_KNOWS_NOTHING_OF_THE_CLIENT = noClasses().that()
		.resideOutsideOfPackage("..test.container..")
		.should()
		.dependOnClassesThat(resideInAnyPackage(CLIENT, CLIENT + ".autoconfigure.."))
		.orShould()
		.dependOnClassesThat(resideInAnyPackage("com.nimbusds..", "org.springframework.security.."));

	@ArchTest
	static final ArchRule CONTAINER_KNOWS_ONE_TYPE_OF_THE_CLIENT = noClasses().that()
		.resideInAPackage("..test.container..")
		.should()
		.dependOnClassesThat(resideInAnyPackage(CLIENT, CLIENT + ".autoconfigure..")
			.and(not(name(CLIENT + ".autoconfigure.SalesforceConnectionDetails"))));

	@ArchTest
	static final ArchRule SERVER_RUNS_WITHOUT_SPRING = classes().that()
		.resideInAPackage("..test.internal..")
		.and(resideOutsideOfPackage("..test.internal.spring.."))
		.should()
		.onlyDependOnClassesThat(not(resideInAPackage("org.springframework.."))
			.and(not(JavaClass.Predicates.resideInAnyPackage("org.junit..", "org.testcontainers.."))));

	@ArchTest
	static final ArchRule PACKAGES_FORM_NO_CIRCLE = slices().matching("io.github.salesforcejwt.(**)")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule TYPES_FORM_NO_CIRCLE = slices().assignedFrom(new TopLevelType()).should().beFreeOfCycles();

	@ArchTest
	static final ArchRule LAYERS_LOOK_DOWN = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("control")
		.definedBy("..internal.control..")
		.layer("standin")
		.definedBy("..internal.standin..")
		.layer("tls")
		.definedBy("..internal.tls..")
		.layer("server")
		.definedBy("..internal.server..")
		.layer("scenario")
		.definedBy("..internal.scenario..")
		.layer("endpoints")
		.definedBy("..internal.oauth..", "..internal.rest..", "..internal.console..")
		.layer("endpoint")
		.definedBy("..internal.endpoint..")
		.layer("org")
		.definedBy("..internal.org..")
		.layer("http")
		.definedBy("..internal.http..")
		.layer("data")
		.definedBy("..internal.data..")
		.whereLayer("control")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("standin")
		.mayOnlyBeAccessedByLayers("control")
		.whereLayer("server")
		.mayOnlyBeAccessedByLayers("standin")
		.whereLayer("tls")
		.mayOnlyBeAccessedByLayers("standin", "server")
		.whereLayer("scenario")
		.mayOnlyBeAccessedByLayers("control", "standin", "server")
		.whereLayer("endpoints")
		.mayOnlyBeAccessedByLayers("standin")
		.whereLayer("endpoint")
		.mayOnlyBeAccessedByLayers("control", "standin", "server", "endpoints")
		.whereLayer("org")
		.mayOnlyBeAccessedByLayers("control", "standin", "server", "scenario", "endpoints", "endpoint")
		.whereLayer("http")
		.mayOnlyBeAccessedByLayers("control", "server", "tls", "scenario", "endpoints", "endpoint", "org");

	@ArchTest
	static void circleOfTwoTypesIsFound(JavaClasses none) {
		JavaClasses circle = new ClassFileImporter().importClasses(Hen.class, Egg.class);
		assertThat(TYPES_FORM_NO_CIRCLE.evaluate(circle).hasViolation()).isTrue();
	}

	/**
	 * A type is itself and what is nested in it.
	 */
	private static final class TopLevelType implements SliceAssignment {

		@Override
		public SliceIdentifier getIdentifierOf(JavaClass type) {
			return SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""));
		}

		@Override
		public String getDescription() {
			return "top-level types";
		}

	}

}

/**
 * Half of a circle.
 *
 * @param origin the other half
 */
record Hen(Egg origin) {
}

/**
 * Half of a circle.
 *
 * @param origin the other half
 */
record Egg(Hen origin) {
}
