package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.json.JSONObject;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.cloudformation.resource.Validator;
import software.amazon.cloudformation.resource.exceptions.ValidationException;

/**
 * The runtime validates a model with Java's regular expressions. If a pattern repeats a group, their stack overflows on
 * a long text. The user then reads InternalFailure without a reason.
 */
@NullMarked
class SchemaPatternsTest {
    /** Texts that a repeated group of the patterns could match many times. */
    private static final List<String> REPEATED = List.of("-a", "a", "a/", "a:", "1", ".", "-");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BackupVaultName",
                "RecoveryPointId",
                "RecoveryPointArn",
                "ResourceArn",
                "IamRoleArn",
                "ExistingRecoveryPointArn"
            })
    void a_text_of_any_length_is_refused_by_its_length(String property) {
        JSONObject schema = new Configuration().resourceSchemaJSONObject();
        for (String start :
                List.of("", "arn:aws", "arn:aws:backup:us-east-1:123456789012:recovery-point:", "backup-job/")) {
            for (String repeated : REPEATED) {
                JSONObject model = new JSONObject()
                        .put("BackupVaultName", "vault")
                        .put(property, start + repeated.repeat(100_000));

                assertThatThrownBy(() -> new Validator().validateObject(model, schema))
                        .as(start + repeated)
                        .isInstanceOf(ValidationException.class)
                        .hasMessageContaining(property);
            }
        }
    }
}
