package io.github.salesforcejwt.it.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A token of SoftHSM in a directory of the test, with a key that was made in it and that
 * it does not show.
 */
final class SoftHsm {

	static final String PIN = "CanaryOfThePin4711";

	static final String PROVIDER = "SunPKCS11-token";

	private final Path directory;

	private SoftHsm(Path directory) {
		this.directory = directory;
	}

	/**
	 * Return where the library is, or {@code null} if SoftHSM is not installed.
	 */
	static Path library() {
		return Stream
			.of("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so",
					"/usr/local/lib/softhsm/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so")
			.map(Path::of)
			.filter(Files::isRegularFile)
			.findFirst()
			.orElse(null);
	}

	static SoftHsm create(Path directory) throws IOException, InterruptedException {
		Path library = library();
		if (library == null) {
			throw new IllegalStateException("SoftHSM is not installed: apt-get install softhsm2");
		}
		SoftHsm token = new SoftHsm(directory);
		Files.createDirectories(directory.resolve("tokens"));
		Files.writeString(token.configuration(), "directories.tokendir = " + directory.resolve("tokens") + "\n");
		Files.writeString(directory.resolve("pkcs11.cfg"), """
				name = token
				library = %s
				slotListIndex = 0
				attributes(generate, CKO_PRIVATE_KEY, *) = {
				  CKA_SENSITIVE = true
				  CKA_EXTRACTABLE = false
				  CKA_SIGN = true
				}
				""".formatted(library));
		token.run("softhsm2-util", "--init-token", "--free", "--label", "salesforce", "--pin", PIN, "--so-pin", PIN);
		token.keytool("-genkeypair", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=salesforce-jwt", "-validity",
				"20");
		token.keytool("-exportcert", "-rfc", "-file", token.certificateFile().toString());
		Files.writeString(token.securityFile(),
				"security.provider." + providerNumber() + "=SunPKCS11 " + directory.resolve("pkcs11.cfg") + "\n");
		return token;
	}

	/**
	 * Return the place of the unconfigured provider, which the file of security
	 * properties gives a configuration.
	 */
	private static int providerNumber() {
		return 1 + Arrays.stream(Security.getProviders()).map(Provider::getName).toList().indexOf("SunPKCS11");
	}

	private void keytool(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
		command.addAll(List.of(arguments));
		command.addAll(List.of("-alias", "salesforce", "-keystore", "NONE", "-storetype", "PKCS11", "-providerClass",
				"sun.security.pkcs11.SunPKCS11", "-providerArg", this.directory.resolve("pkcs11.cfg").toString(),
				"-storepass", PIN));
		run(command.toArray(String[]::new));
	}

	private void run(String... command) throws IOException, InterruptedException {
		Path log = this.directory.resolve("log");
		ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		process.environment().putAll(environment());
		if (process.start().waitFor() != 0) {
			throw new IllegalStateException(Files.readString(log, StandardCharsets.UTF_8));
		}
	}

	Map<String, String> environment() {
		return Map.of("SOFTHSM2_CONF", configuration().toString());
	}

	private Path configuration() {
		return this.directory.resolve("softhsm2.conf");
	}

	Path securityFile() {
		return this.directory.resolve("java.security");
	}

	Path certificateFile() {
		return this.directory.resolve("certificate.pem");
	}

}
