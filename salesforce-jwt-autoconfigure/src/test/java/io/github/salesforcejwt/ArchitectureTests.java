package io.github.salesforcejwt;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Which room may import what.
 */
class ArchitectureTests {

	private static final String CORE = "io.github.salesforcejwt";

	private static final String WIRING = "io.github.salesforcejwt.autoconfigure..";

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

}
