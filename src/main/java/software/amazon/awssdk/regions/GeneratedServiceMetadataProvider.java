package software.amazon.awssdk.regions;

import java.util.Map;
import software.amazon.awssdk.regions.servicemetadata.BackupServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.CloudformationServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.LogsServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.MonitoringServiceMetadata;

/**
 * Replaces the SDK's class of this name. That class makes the metadata of some 350 services when the first client of
 * one is built, which takes a tenth of the handler's start. The package calls four services.
 * {@code ServiceMetadataTest} compares this class with the SDK's.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {
    private static final Map<String, ServiceMetadata> SERVICES = Map.of(
            "backup", new BackupServiceMetadata(),
            "cloudformation", new CloudformationServiceMetadata(),
            "logs", new LogsServiceMetadata(),
            "monitoring", new MonitoringServiceMetadata());

    /**
     * The metadata of the service with this endpoint prefix; null for other services. For null, the SDK assumes the
     * metadata of most services.
     */
    @Override
    public ServiceMetadata serviceMetadata(String endpointPrefix) {
        return SERVICES.get(endpointPrefix);
    }
}
