package io.github.salesforcejwt.autoconfigure.keys;

import io.github.salesforcejwt.SigningKey;
import io.github.salesforcejwt.TestKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RotatingKeys}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RotatingKeysTests {

	private final SigningKey first = TestKey.RSA_2048.signingKey("first");

	private final SigningKey second = TestKey.RSA_3072.signingKey("second");

	private final SigningKey third = TestKey.RSA_4096.signingKey("third");

	private final RotatingKeys keys = new RotatingKeys(this.first);

	@Test
	void newKeySignsAndOnlyThePreviousOneIsKept(CapturedOutput output) {
		this.keys.replace(this.second);
		assertThat(this.keys.current()).containsExactly(this.second, this.first);
		assertThat(output).contains("Logins will now be signed with second (");
		this.keys.replace(this.third);
		assertThat(this.keys.current()).containsExactly(this.third, this.second);
	}

	@Test
	void sameKeyChangesNothingAndIsNotLogged(CapturedOutput output) {
		this.keys.replace(this.second);
		this.keys.replace(TestKey.RSA_3072.signingKey("second"));
		assertThat(this.keys.current()).containsExactly(this.second, this.first);
		assertThat(output).containsOnlyOnce("Logins will now be signed with ");
	}

	@Test
	void keyThatComesBackSignsAgain() {
		this.keys.replace(this.second);
		this.keys.replace(this.first);
		assertThat(this.keys.current()).containsExactly(this.first, this.second);
	}

}
