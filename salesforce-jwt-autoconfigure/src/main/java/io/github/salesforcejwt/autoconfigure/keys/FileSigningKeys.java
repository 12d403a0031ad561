package io.github.salesforcejwt.autoconfigure.keys;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import io.github.salesforcejwt.SigningKey;
import io.github.salesforcejwt.SigningKeys;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keys of a file that may change, such as a mounted Kubernetes secret. The file is read
 * whenever keys are asked for, which is once a login: times and sizes of files miss
 * changes, and a key is small. While a changed file holds no usable key, the last one
 * stays.
 */
final class FileSigningKeys implements SigningKeys {

	private static final Log logger = LogFactory.getLog(FileSigningKeys.class);

	private final PemSource source;

	private final Function<String, SigningKey> reader;

	private final RotatingKeys keys;

	private byte[] digest;

	private @Nullable String warning;

	/**
	 * Read the file for the first time.
	 * @param source the file
	 * @param reader makes a key of its text
	 * @throws InvalidSalesforceConfigurationException if there is no usable key
	 */
	FileSigningKeys(PemSource source, Function<String, SigningKey> reader) {
		this.source = source;
		this.reader = reader;
		String text = source.text();
		this.keys = new RotatingKeys(reader.apply(text));
		this.digest = digest(text);
	}

	@Override
	public synchronized List<SigningKey> current() {
		try {
			String text = this.source.text();
			byte[] digest = digest(text);
			if (!Arrays.equals(digest, this.digest)) {
				this.digest = digest;
				this.keys.replace(this.reader.apply(text));
			}
			this.warning = null;
		}
		catch (InvalidSalesforceConfigurationException ex) {
			warnOnce(ex);
		}
		return this.keys.current();
	}

	private void warnOnce(InvalidSalesforceConfigurationException ex) {
		if (!ex.getDescription().equals(this.warning)) {
			this.warning = ex.getDescription();
			logger.warn("Continuing to sign with " + this.keys.current().get(0) + ". " + ex.getMessage());
		}
	}

	private static byte[] digest(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
