package community.backup.local.awsbackup;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * The faults to inject. The first rule that matches a call and is not used up decides. Without such a rule the script
 * decides; by default it injects no faults. Safe for use by several threads.
 */
public final class Faults {
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private volatile BiFunction<BackupOperation, HttpCall, Optional<Fault>> script =
            (operation, call) -> Optional.empty();

    /**
     * Injects the fault into every call of these operations until {@link #clear()}. Without operations, it affects all
     * calls. The returned rule can restrict the calls.
     */
    public Rule inject(Fault fault, BackupOperation... operations) {
        Rule rule = new Rule(fault, operations);
        rules.add(rule);
        return rule;
    }

    /** Lets {@code newScript} decide about each call for which no rule is left: for random sequences of faults. */
    public void script(BiFunction<BackupOperation, HttpCall, Optional<Fault>> newScript) {
        script = newScript;
    }

    /** Removes all faults. */
    public void clear() {
        rules.clear();
        script = (operation, call) -> Optional.empty();
    }

    Optional<Fault> next(BackupOperation operation, HttpCall call) {
        for (Rule rule : rules) {
            if (rule.applies(operation, call)) {
                return Optional.of(rule.fault);
            }
        }
        return script.apply(operation, call);
    }

    /** A fault and the calls that it affects. */
    public static final class Rule {
        private final Fault fault;
        private final Set<BackupOperation> operations = EnumSet.noneOf(BackupOperation.class);
        private Predicate<HttpCall> condition = call -> true;
        private long skip;
        private long left = Long.MAX_VALUE;

        private Rule(Fault fault, BackupOperation... operations) {
            this.fault = fault;
            this.operations.addAll(Arrays.asList(operations));
        }

        /** Restricts the rule to calls that meet {@code newCondition}. */
        public synchronized Rule when(Predicate<HttpCall> newCondition) {
            condition = newCondition;
            return this;
        }

        /** Lets the first {@code calls} matching calls pass without the fault. */
        public synchronized Rule skip(long calls) {
            skip = calls;
            return this;
        }

        /** Ends the rule after it has affected this number of calls. */
        public synchronized Rule times(long calls) {
            left = calls;
            return this;
        }

        private synchronized boolean applies(BackupOperation operation, HttpCall call) {
            if ((!operations.isEmpty() && !operations.contains(operation)) || !condition.test(call)) {
                return false;
            }
            if (skip > 0) {
                skip--;
                return false;
            }
            if (left > 0) {
                left--;
                return true;
            }
            return false;
        }
    }
}
