package io.github.salesforcejwt.test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Client and stand-in share no class, so that they cannot share a bug.
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
		.resideInAPackage("..test.internal")
		.or(resideInAPackage("..test.internal.data.."))
		.should()
		.onlyDependOnClassesThat(not(resideInAPackage("org.springframework.."))
			.and(not(JavaClass.Predicates.resideInAnyPackage("org.junit..", "org.testcontainers.."))));

}
