package io.github.salesforcejwt.test.internal.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Values in the encoding of certificates (ITU-T X.690, DER).
 */
final class Der {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");

	private Der() {
	}

	static byte[] sequence(byte[]... parts) {
		return value(0x30, join(parts));
	}

	static byte[] set(byte[]... parts) {
		return value(0x31, join(parts));
	}

	static byte[] integer(BigInteger number) {
		return value(0x02, number.toByteArray());
	}

	static byte[] bool(boolean flag) {
		return value(0x01, new byte[] { (byte) (flag ? 0xff : 0) });
	}

	static byte[] octets(byte[] content) {
		return value(0x04, content);
	}

	/** A string of bits, of which some at its end do not count. */
	static byte[] bits(byte[] content, int unused) {
		return value(0x03, join(new byte[] { (byte) unused }, content));
	}

	static byte[] text(String text) {
		return value(0x0c, text.getBytes(StandardCharsets.UTF_8));
	}

	/** A time in seconds. */
	static byte[] time(Instant time) {
		return value(0x18, TIME.format(time.atOffset(ZoneOffset.UTC)).getBytes(StandardCharsets.US_ASCII));
	}

	/** A value whose tag says only its place in a structure. */
	static byte[] tagged(int number, boolean constructed, byte[] content) {
		return value((constructed ? 0xa0 : 0x80) | number, content);
	}

	/** An object identifier such as {@code 2.5.29.17}. */
	static byte[] oid(String dotted) {
		String[] arcs = dotted.split("\\.");
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		content.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
		for (int i = 2; i < arcs.length; i++) {
			int arc = Integer.parseInt(arcs[i]);
			for (int shift = 28; shift > 0; shift -= 7) {
				if (arc >> shift != 0) {
					content.write(0x80 | (arc >> shift & 0x7f));
				}
			}
			content.write(arc & 0x7f);
		}
		return value(0x06, content.toByteArray());
	}

	static byte[] join(byte[]... parts) {
		ByteArrayOutputStream joined = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			joined.writeBytes(part);
		}
		return joined.toByteArray();
	}

	private static byte[] value(int tag, byte[] content) {
		ByteArrayOutputStream value = new ByteArrayOutputStream();
		value.write(tag);
		if (content.length < 0x80) {
			value.write(content.length);
		}
		else {
			byte[] length = BigInteger.valueOf(content.length).toByteArray();
			int zeros = (length[0] == 0) ? 1 : 0;
			value.write(0x80 | (length.length - zeros));
			value.write(length, zeros, length.length - zeros);
		}
		value.writeBytes(content);
		return value.toByteArray();
	}

}
