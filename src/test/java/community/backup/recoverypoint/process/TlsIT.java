package community.backup.recoverypoint.process;

import static community.backup.recoverypoint.process.HandlerRequests.properties;
import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.awsbackup.ProtectedResourceType;
import community.backup.local.network.FaultProxy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the package over TLS, as it calls AWS. If the shrunk package lacks a class for TLS, these calls fail. */
class TlsIT {
    private static final String PASSWORD = "changeit";

    private static Path store;

    /** Makes a key and a self-signed certificate of 127.0.0.1. */
    @BeforeAll
    static void makeCertificate(@TempDir Path keys) throws IOException, InterruptedException {
        store = keys.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "local",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=local",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    private static SSLContext tls() throws IOException, GeneralSecurityException {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(loaded, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void stacks_come_and_go(@TempDir Path folder) throws IOException, GeneralSecurityException {
        try (ProcessAccount account = ProcessAccount.at(folder);
                FaultProxy front = FaultProxy.overTls(account.server.endpoint(), tls())) {
            account.reach("BACKUP", front.endpoint())
                    .with("-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD)
                    .start();
            BackupStacks stacks = BackupStacks.ofTwoBackups(account, account.cloudFormation());

            stacks.deploy(2);
            stacks.assertOneBackupEach();
            stacks.delete(2);
            stacks.assertNothingLeft();
            assertThat(account.failures).isEmpty();
        }
    }

    @Test
    void a_server_that_nobody_vouches_for_is_told_nothing_and_named_as_the_cause(@TempDir Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        try (ProcessAccount account = ProcessAccount.at(folder);
                FaultProxy front = FaultProxy.overTls(account.server.endpoint(), tls())) {
            account.reach("BACKUP", front.endpoint()).start();
            String arn = account.world
                    .point(ProcessAccount.VAULT, ProtectedResourceType.EBS)
                    .put();

            ProcessAccount.TimedAnswer answer = account.invoke(HandlerRequests.of(
                    "DELETE", properties("BackupVaultName", ProcessAccount.VAULT, "RecoveryPointId", arn)));

            assertThat(answer.message()).contains("PKIX path building failed", "next poll in");
            assertThat(account.world.exists(arn)).isTrue();
        }
    }
}
