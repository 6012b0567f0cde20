package community.backup.recoverypoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.failure.HandlerFailure;
import community.backup.service.PointLifecycle;
import community.backup.service.PointStatus;
import community.backup.service.RecoveryPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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

    private static final String VAULT_ARN = "arn:aws:backup:eu-west-1:123456789012:backup-vault:v";

    private static @Nullable Lifecycle translated(@Nullable PointLifecycle lifecycle) {
        return model(barest().lifecycle(lifecycle).build()).getLifecycle();
    }

    private static ResourceModel model(RecoveryPoint point) {
        return ModelTranslator.model(new RecoveryPointId.OfArn(ARN), point, Map.of(), VAULT_ARN);
    }

    private static RecoveryPoint.RecoveryPointBuilder barest() {
        return RecoveryPoint.builder()
                .vaultName("v")
                .arn(ARN)
                .status(PointStatus.AVAILABLE)
                .statusText("AVAILABLE")
                .resourceType("EBS")
                .createdAt(Instant.EPOCH);
    }

    @Test
    void every_read_only_property_is_returned_however_little_aws_backup_reports() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Path.of("schema.json").toFile());

        assertThat(properties(model(barest().build())).keySet())
                .containsAll(
                        StreamSupport.stream(schema.path("readOnlyProperties").spliterator(), false)
                                .map(pointer -> pointer.textValue().substring("/properties/".length()))
                                .toList());
        assertThat(model(barest().build()).getBackupVaultArn()).isEqualTo(VAULT_ARN);
        assertThat(model(barest().build()).getIsEncrypted()).isFalse();
    }

    @Test
    void what_cannot_be_derived_fails_by_name() {
        assertThatThrownBy(() -> model(barest().createdAt(null).build()))
                .isInstanceOf(HandlerFailure.class)
                .hasMessageContaining("CreationDate")
                .hasMessageContaining(ARN);
        assertThatThrownBy(() -> model(barest().resourceType(null).build()))
                .isInstanceOf(HandlerFailure.class)
                .hasMessageContaining("ResourceType");
    }

    @ParameterizedTest
    @CsvSource({"30, 120, true", "30, , ", ", 120, ", ", , false"})
    void a_lifecycle_of_which_aws_backup_tells_anything_is_told(
            @Nullable Long cold, @Nullable Long delete, @Nullable Boolean archive) {
        assertThat(translated(new PointLifecycle(cold, delete, archive)))
                .isEqualTo(Lifecycle.builder()
                        .moveToColdStorageAfterDays(cold)
                        .deleteAfterDays(delete)
                        .optInToArchiveForSupportedResources(archive)
                        .build());
    }

    @Test
    void a_lifecycle_of_which_it_tells_nothing_is_none() {
        assertThat(translated(null)).isNull();
        assertThat(translated(new PointLifecycle(null, null, null))).isNull();
    }

    @Test
    void what_only_people_write_is_what_the_schema_says() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Path.of("schema.json").toFile());
        ResourceModel full = ResourceModel.builder()
                .backupVaultName("v")
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
