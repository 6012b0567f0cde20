package community.backup.service.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Compares the class that replaces the SDK's metadata of all services with the SDK's own metadata. */
@NullMarked
class ServiceMetadataTest {
    private static final String PROVIDER = "software.amazon.awssdk.regions.GeneratedServiceMetadataProvider";

    @ParameterizedTest
    @ValueSource(
            classes = {
                BackupClient.class,
                CloudFormationClient.class,
                CloudWatchClient.class,
                CloudWatchLogsClient.class
            })
    void the_SDK_would_take_the_same_metadata_for_each_client_of_the_package(Class<?> client)
            throws IOException, ReflectiveOperationException {
        try (URLClassLoader sdk = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader())) {
            assertThat(sdk.loadClass(PROVIDER).getProtectionDomain().getCodeSource())
                    .isNotEqualTo(Class.forName(PROVIDER).getProtectionDomain().getCodeSource());

            assertThat(metadata(client)).isEqualTo(metadata(sdk.loadClass(client.getName())));
        }
    }

    private static String metadata(Class<?> client) throws ReflectiveOperationException {
        return client.getMethod("serviceMetadata").invoke(null).getClass().getName();
    }

    /** The original jars of the libraries, without the classes of this build. */
    private static URL[] jars() throws MalformedURLException {
        List<URL> jars = new ArrayList<>();
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (each.endsWith(".jar")) {
                jars.add(Path.of(each).toUri().toURL());
            }
        }
        return jars.toArray(URL[]::new);
    }
}
