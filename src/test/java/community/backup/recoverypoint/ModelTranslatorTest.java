package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.recoverypoint.point.PointLifecycle;
import community.backup.recoverypoint.point.PointStatus;
import community.backup.recoverypoint.point.RecoveryPoint;
import community.backup.recoverypoint.point.RecoveryPointId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.cloudformation.resource.Serializer;

@NullMarked
class ModelTranslatorTest {
    private static final String ARN = "arn:aws:ec2:eu-west-1::snapshot/snap-1";

    private static @Nullable Lifecycle told(@Nullable PointLifecycle lifecycle) {
        RecoveryPoint point = RecoveryPoint.builder()
                .vaultName("v")
                .arn(ARN)
                .status(PointStatus.COMPLETED)
                .statusText("COMPLETED")
                .lifecycle(lifecycle)
                .build();
        return ModelTranslator.model(new RecoveryPointId.OfArn(ARN), point, Map.of())
                .getLifecycle();
    }

    @ParameterizedTest
    @CsvSource({"30, 120, true", "30, , ", ", 120, ", ", , false"})
    void a_lifecycle_of_which_aws_backup_tells_anything_is_told(
            @Nullable Long cold, @Nullable Long delete, @Nullable Boolean archive) {
        assertThat(told(new PointLifecycle(cold, delete, archive)))
                .isEqualTo(Lifecycle.builder()
                        .moveToColdStorageAfterDays(cold)
                        .deleteAfterDays(delete)
                        .optInToArchiveForSupportedResources(archive)
                        .build());
    }

    @Test
    void a_lifecycle_of_which_it_tells_nothing_is_none() {
        assertThat(told(null)).isNull();
        assertThat(told(new PointLifecycle(null, null, null, "DELETE_AFTER_COPY")))
                .isNull();
    }

    @Test
    void what_only_people_write_is_what_the_schema_says() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Path.of("schema.json").toFile());
        ResourceModel full = ResourceModel.builder()
                .backupVaultName("v")
                .existingRecoveryPointArn(ARN)
                .index("ENABLED")
                .backupOptions(Map.of("WindowsVSS", "enabled"))
                .startWindowMinutes(60L)
                .completeWindowMinutes(120L)
                .build();

        Map<String, Object> left = properties(ModelTranslator.withoutWriteOnly(full));
        Set<String> taken = properties(full).keySet().stream()
                .filter(name -> !left.containsKey(name))
                .map(name -> "/properties/" + name)
                .collect(Collectors.toSet());

        assertThat(taken)
                .isEqualTo(
                        StreamSupport.stream(schema.path("writeOnlyProperties").spliterator(), false)
                                .map(JsonNode::textValue)
                                .collect(Collectors.toSet()));
        assertThat(left).containsExactly(Map.entry("BackupVaultName", "v"));
    }

    private static Map<String, Object> properties(ResourceModel model) throws IOException {
        return new ObjectMapper().readValue(new Serializer().serialize(model), new TypeReference<>() {});
    }
}
