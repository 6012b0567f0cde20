package software.amazon.awssdk.regions;

import java.util.Map;
import software.amazon.awssdk.regions.servicemetadata.BackupServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.CloudformationServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.LogsServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.MonitoringServiceMetadata;

/**
 * Stands in the place of the SDK's class of this name, which makes the metadata of some 350 services where a client of one is
 * built: a tenth of the handler's start. The package calls four services. {@code ServiceMetadataTest} holds it against the SDK's.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {
    private static final Map<String, ServiceMetadata> SERVICES = Map.of(
            "backup", new BackupServiceMetadata(),
            "cloudformation", new CloudformationServiceMetadata(),
            "logs", new LogsServiceMetadata(),
            "monitoring", new MonitoringServiceMetadata());

    /** The metadata of a service by its endpoint prefix, or null, for which the SDK assumes a service like most. */
    @Override
    public ServiceMetadata serviceMetadata(String endpointPrefix) {
        return SERVICES.get(endpointPrefix);
    }
}
