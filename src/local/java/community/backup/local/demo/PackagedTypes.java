package community.backup.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.awsbackup.LocalAwsBackupServer;
import community.backup.local.clock.MovableClock;
import community.backup.local.cloudformation.api.StackQueries;
import community.backup.local.cloudformation.api.StackQueriesServer;
import community.backup.local.cloudformation.resource.BackupVaultHandler;
import community.backup.local.cloudformation.resource.BuiltInTypes;
import community.backup.local.cloudformation.resource.LambdaHandler;
import community.backup.local.cloudformation.resource.ResourceSchema;
import community.backup.local.cloudformation.resource.ResourceType;
import community.backup.local.lambda.LambdaProcess;
import community.backup.local.lambda.TypeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The packaged handlers of all resource types, each in a separate process as in Lambda. With them comes the
 * CloudFormation from which they read the status of their stack.
 */
final class PackagedTypes implements AutoCloseable {
    private final List<ResourceType> types;
    private final List<LambdaProcess> processes;
    private final StackQueries queries;
    private final StackQueriesServer queriesServer;

    private PackagedTypes(
            List<ResourceType> types,
            List<LambdaProcess> processes,
            StackQueries queries,
            StackQueriesServer queriesServer) {
        this.types = types;
        this.processes = processes;
        this.queries = queries;
        this.queriesServer = queriesServer;
    }

    /**
     * Starts all processes at once. If one does not start, the others end.
     *
     * @param handlerPackage the folder of the unzipped package, which also has the schema of each type
     * @param workFolder the folder for the handlers' logs and temporary files; below a folder named {@code target}
     */
    static PackagedTypes start(Path handlerPackage, Path workFolder, LocalAwsBackupServer awsBackup, MovableClock clock)
            throws IOException {
        StackQueries queries = new StackQueries(clock);
        StackQueriesServer queriesServer = new StackQueriesServer(queries);
        Map<String, URI> endpoints = Map.of("BACKUP", awsBackup.endpoint(), "CLOUDFORMATION", queriesServer.endpoint());
        List<TypeFolder> folders = TypeFolder.all();
        List<CompletableFuture<LambdaProcess>> starting = folders.stream()
                .map(folder -> CompletableFuture.supplyAsync(
                        () -> process(handlerPackage, folder, workFolder.resolve(folder.slug()), endpoints)))
                .toList();
        List<LambdaProcess> processes = new ArrayList<>();
        try {
            starting.forEach(process -> processes.add(process.join()));
            List<ResourceType> types =
                    new ArrayList<>(BuiltInTypes.of(awsBackup.backup().world()));
            types.add(BackupVaultHandler.type(awsBackup.backup()));
            for (int i = 0; i < folders.size(); i++) {
                Path schema = handlerPackage.resolve(folders.get(i).file("schema.json"));
                types.add(new ResourceType(
                        new ResourceSchema(new ObjectMapper().readTree(schema.toFile())),
                        new LambdaHandler(processes.get(i).endpoint(), clock::offset)));
            }
            return new PackagedTypes(types, processes, queries, queriesServer);
        } catch (CompletionException | IOException e) {
            processes.forEach(LambdaProcess::close);
            queriesServer.close();
            if (e.getCause() instanceof UncheckedIOException unchecked) {
                throw new IOException(unchecked.getMessage(), unchecked);
            }
            throw e;
        }
    }

    private static LambdaProcess process(
            Path handlerPackage, TypeFolder folder, Path workFolder, Map<String, URI> endpoints) {
        try {
            return LambdaProcess.start(handlerPackage, folder.entrypoint(), workFolder, endpoints, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The packaged types and the built-in types. */
    List<ResourceType> types() {
        return types;
    }

    /** The CloudFormation that the handlers call. It must receive all stack events. */
    StackQueries queries() {
        return queries;
    }

    @Override
    public void close() {
        processes.forEach(LambdaProcess::close);
        queriesServer.close();
    }
}
