package io.github.jdbcguard;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/**
 * The walls inside.
 */
class ArchitectureTests {

	private static final JavaClasses classes = new ClassFileImporter().withImportOption(new DoNotIncludeTests())
		.importPackages("io.github.jdbcguard");

	@Test
	void packagesOnlyKnowThoseBelowThem() {
		Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInAnyPackage("io.github.jdbcguard..")
			.layer("process")
			.definedBy("io.github.jdbcguard.process..")
			.layer("pool")
			.definedBy("io.github.jdbcguard.pool..")
			.optionalLayer("boundary")
			.definedBy("io.github.jdbcguard.boundary..")
			.optionalLayer("session")
			.definedBy("io.github.jdbcguard.session..")
			.optionalLayer("web")
			.definedBy("io.github.jdbcguard.web..")
			.optionalLayer("actuate")
			.definedBy("io.github.jdbcguard.actuate..")
			.layer("autoconfigure")
			.definedBy("io.github.jdbcguard.autoconfigure..")
			.whereLayer("autoconfigure")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("process")
			.mayNotAccessAnyLayer()
			.whereLayer("pool")
			.mayOnlyAccessLayers("process")
			.whereLayer("boundary")
			.mayOnlyAccessLayers("pool", "process")
			.whereLayer("session")
			.mayOnlyAccessLayers("pool", "process")
			.whereLayer("web")
			.mayOnlyAccessLayers("boundary", "session", "pool", "process")
			.whereLayer("actuate")
			.mayOnlyAccessLayers("process", "pool", "boundary")
			.check(classes);
	}

	@Test
	void everyClassHasItsPlaceInOnePackage() {
		ArchRuleDefinition.noClasses().should().resideInAPackage("io.github.jdbcguard").check(classes);
	}

	@Test
	void packagesFormNoCycles() {
		SlicesRuleDefinition.slices().matching("io.github.jdbcguard.(*)..").should().beFreeOfCycles().check(classes);
		SlicesRuleDefinition.slices().matching("io.github.jdbcguard.(**)").should().beFreeOfCycles().check(classes);
	}

	@Test
	void whatDiffersBetweenServersKnowsNoPoolAndNoDriver() {
		ArchRuleDefinition.classes()
			.that()
			.resideInAPackage("io.github.jdbcguard.pool.server")
			.should()
			.onlyDependOnClassesThat()
			.resideInAnyPackage("io.github.jdbcguard.pool.server", "java..", "org.slf4j..", "org.jspecify..",
					"org.springframework.util..")
			.check(classes);
	}

	@Test
	void springBootIsOnlyKnownWhereAnApplicationIsConfiguredOrWatched() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages("io.github.jdbcguard.autoconfigure..", "io.github.jdbcguard.actuate..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.boot..")
			.check(classes);
	}

	@Test
	void servletsAreOnlyKnownInWebAndActuate() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages("io.github.jdbcguard.web..", "io.github.jdbcguard.actuate..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("jakarta.servlet..")
			.check(classes);
	}

	@Test
	void hikariIsOnlyKnownWhereItsPoolsAreGuarded() {
		ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackages("io.github.jdbcguard.pool.hikari..", "io.github.jdbcguard.autoconfigure..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("com.zaxxer.hikari..")
			.check(classes);
	}

}
