package io.github.jdbcguard.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import io.github.jdbcguard.testing.JavaProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.FileSystemGeneratedFiles;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions in an application that is prepared ahead of time, compiled, and run from what
 * was prepared.
 */
class AheadOfTimeSessionsTests {

	@TempDir
	private Path directory;

	@Test
	void areThoseOfTheirDataSources() throws Exception {
		prepare();
		compile();
		assertThat(run()).contains("Starting AOT-processed AheadOfTimeBank", "guarded: true",
				"primary: " + AheadOfTimeBank.LEDGER, "archive: " + AheadOfTimeBank.ARCHIVE);
	}

	private void prepare() {
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(AheadOfTimeBank.class)),
				new FileSystemGeneratedFiles(this.directory));
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(AheadOfTimeBank.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		}
		generation.writeGeneratedContent();
	}

	private void compile() throws IOException {
		List<String> arguments;
		try (Stream<Path> files = Files.walk(this.directory)) {
			arguments = Stream.concat(
					Stream.of("-proc:none", "-nowarn", "-d", classes().toString(), "-cp",
							classes() + ":" + System.getProperty("java.class.path")),
					files.map(Path::toString).filter((file) -> file.endsWith(".java")))
				.toList();
		}
		assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
			.isZero();
	}

	private String run() throws Exception {
		Path output = this.directory.resolve("output.txt");
		Process program = JavaProgram.of(AheadOfTimeBank.class)
			.without("spring-boot-devtools")
			.withClasses(classes())
			.option("-Dspring.aot.enabled=true", "-XX:+UseSerialGC", "-Xmx128m")
			.start(output, "--spring.main.web-application-type=none", "--logging.level.root=info");
		try {
			assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			program.destroyForcibly();
		}
		return Files.readString(output);
	}

	private Path classes() {
		return this.directory.resolve("classes");
	}

}
