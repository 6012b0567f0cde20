package community.backup.recoverypoint.process;

import static org.assertj.core.api.Assertions.assertThat;

import community.backup.local.cloudformation.resource.LambdaHandler;
import community.backup.local.network.FaultProxy;
import community.backup.local.network.NetworkFault;
import community.backup.local.network.NetworkFault.Effect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests networks that cut, delay and duplicate requests: between the handler and AWS Backup, and between CloudFormation
 * and the handler.
 */
class NetworkIT {
    /** Set by the build, and larger by {@code bench/endurance}. */
    private static final int STACKS = Integer.getInteger("process.network.stacks");

    private static final Pattern OPERATION = Pattern.compile("\"bearerToken\":\"[^\"]*\"");
    private static final long SEED = 20260102;

    private static final List<NetworkFault> FAULTS = List.of(
            NetworkFault.of(Effect.CUT_BEFORE),
            NetworkFault.of(Effect.CUT_REQUEST),
            NetworkFault.of(Effect.CUT_ANSWER),
            NetworkFault.of(Effect.CUT_AFTER),
            NetworkFault.of(Effect.TWICE),
            NetworkFault.late(Duration.ofMillis(300)));

    private final Map<Effect, Integer> met = Collections.synchronizedMap(new EnumMap<>(Effect.class));

    @Test
    void stacks_come_and_go_whatever_the_network_does(@TempDir Path folder) throws IOException {
        // CloudFormation gives up after three invocations in a row without an answer, so its network has fewer faults.
        try (ProcessAccount account = ProcessAccount.at(folder);
                FaultProxy toAwsBackup = new FaultProxy(account.server.endpoint(), oneIn(4, SEED))) {
            account.reach("BACKUP", toAwsBackup.endpoint()).start();
            try (FaultProxy toLambda = new FaultProxy(account.endpoint(), oneIn(20, SEED + 1))) {
                deployAndDelete(account, toLambda);
            }
            System.out.println("network: " + met);
            assertThat(met).containsKeys(Effect.CUT_AFTER, Effect.TWICE);
        }
    }

    private static void deployAndDelete(ProcessAccount account, FaultProxy toLambda) throws IOException {
        BackupStacks stacks = BackupStacks.ofTwoBackups(
                account, account.cloudFormation(new LambdaHandler(toLambda.endpoint(), account.clock::offset)));
        stacks.deploy(STACKS);
        stacks.assertOneBackupEach();
        stacks.delete(STACKS);
        stacks.assertOneBackupEach();
        stacks.assertNothingLeft();
    }

    /** Faults for one request in {@code bound}, but at most two in a row for invocations of the same operation. */
    private Function<String, NetworkFault> oneIn(int bound, long seed) {
        Random random = new Random(seed);
        Map<String, Integer> inARow = new HashMap<>();
        return request -> {
            Matcher operation = OPERATION.matcher(request);
            String key = operation.find() ? operation.group() : "";
            NetworkFault fault = NetworkFault.NONE;
            synchronized (random) {
                boolean drawn = random.nextInt(bound) == 0;
                if (drawn && (key.isEmpty() || inARow.merge(key, 1, Integer::sum) <= 2)) {
                    fault = FAULTS.get(random.nextInt(FAULTS.size()));
                } else {
                    inARow.remove(key);
                }
            }
            met.merge(fault.effect(), 1, Integer::sum);
            return fault;
        };
    }
}
