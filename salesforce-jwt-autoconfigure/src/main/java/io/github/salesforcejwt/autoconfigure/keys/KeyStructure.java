package io.github.salesforcejwt.autoconfigure.keys;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a DER-encoded key is by its outer structure, whatever the label around it says:
 * tools confuse the labels, and the JDK reports as damaged what it merely does not know.
 *
 * @param form the form of the encoding
 * @param algorithm the name of the algorithm that the encoding names, or {@code null}
 */
record KeyStructure(Form form, @Nullable String algorithm) {

	private static final int INTEGER = 0x02;

	private static final int OCTET_STRING = 0x04;

	private static final int OBJECT_IDENTIFIER = 0x06;

	private static final int SEQUENCE = 0x30;

	private static final KeyStructure OTHER = new KeyStructure(Form.OTHER, null);

	private static final Map<String, String> ALGORITHMS = Map.of("2a864886f70d010101", "RSA", "2a864886f70d01010a",
			"RSASSA-PSS", "2a8648ce3d0201", "EC", "2b6570", "EdDSA", "2b6571", "EdDSA", "2a8648ce380401", "DSA");

	/** Ciphers of an encrypted key that the JDK does not have. */
	private static final Map<String, String> CIPHERS = Map.of("2a83088c9a4b3d010101", "Camellia", "2a831a8c9a6e0101",
			PrivateKeyErrors.ARIA);

	/**
	 * The forms of a key.
	 */
	enum Form {

		/** PKCS#8 (RFC 5958). */
		PKCS8,

		/** PKCS#8, encrypted. */
		ENCRYPTED_PKCS8,

		/** PKCS#1 (RFC 8017, appendix A.1.2). */
		PKCS1,

		/** The same for more than two primes. */
		MULTI_PRIME,

		/** SEC 1, of an elliptic curve. */
		SEC1,

		/** PKCS#12, a key store. */
		PKCS12,

		/** Anything else. */
		OTHER

	}

	static KeyStructure of(byte[] der) {
		try {
			return of(Element.at(der, 0));
		}
		catch (IndexOutOfBoundsException ex) {
			return OTHER;
		}
	}

	private static KeyStructure of(Element sequence) {
		if (sequence.tag() != SEQUENCE || sequence.end() != sequence.der().length) {
			return OTHER;
		}
		Element first = sequence.child();
		if (first.tag() == SEQUENCE) {
			return (first.next().tag() == OCTET_STRING) ? new KeyStructure(Form.ENCRYPTED_PKCS8, cipher(first)) : OTHER;
		}
		if (first.tag() != INTEGER) {
			return OTHER;
		}
		int version = first.der()[first.start()];
		Element second = first.next();
		return switch (second.tag()) {
			case INTEGER -> new KeyStructure((version == 0) ? Form.PKCS1 : Form.MULTI_PRIME, "RSA");
			case OCTET_STRING -> new KeyStructure(Form.SEC1, "EC");
			case SEQUENCE -> (version == 3) ? new KeyStructure(Form.PKCS12, null) : pkcs8(second);
			default -> OTHER;
		};
	}

	private static KeyStructure pkcs8(Element algorithmIdentifier) {
		Element oid = algorithmIdentifier.child();
		String algorithm = (oid.tag() == OBJECT_IDENTIFIER) ? ALGORITHMS.getOrDefault(oid.hex(), "unknown") : "unknown";
		Element key = algorithmIdentifier.next();
		boolean multiPrime = algorithm.equals("RSA") && key.tag() == OCTET_STRING
				&& of(Arrays.copyOfRange(key.der(), key.start(), key.end())).form() == Form.MULTI_PRIME;
		return new KeyStructure(multiPrime ? Form.MULTI_PRIME : Form.PKCS8, algorithm);
	}

	private static @Nullable String cipher(Element algorithmIdentifier) {
		String hex = algorithmIdentifier.hex();
		return CIPHERS.entrySet()
			.stream()
			.filter((cipher) -> hex.contains(cipher.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	/**
	 * An element of the encoding.
	 */
	private record Element(byte[] der, int tag, int start, int end) {

		static Element at(byte[] der, int position) {
			int length = der[position + 1] & 0xFF;
			int start = position + 2;
			if (length > 0x80) {
				int bytes = length - 0x80;
				if (bytes > 3) {
					throw new IndexOutOfBoundsException(position);
				}
				length = 0;
				for (int i = 0; i < bytes; i++) {
					length = (length << Byte.SIZE) | (der[start++] & 0xFF);
				}
			}
			if (start + length > der.length) {
				throw new IndexOutOfBoundsException(position);
			}
			return new Element(der, der[position] & 0xFF, start, start + length);
		}

		Element child() {
			return at(this.der, this.start);
		}

		Element next() {
			return at(this.der, this.end);
		}

		String hex() {
			return HexFormat.of().formatHex(this.der, this.start, this.end);
		}

	}

}
