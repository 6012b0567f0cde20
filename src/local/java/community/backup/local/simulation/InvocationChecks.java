package community.backup.local.simulation;

/** The checks before and after every invocation of a type's handlers. */
interface InvocationChecks {
    void before(SimulatedInvocation invocation);

    void after(SimulatedInvocation invocation);

    /** Checks the calls of a handler whose process died. */
    void died(SimulatedInvocation invocation);
}
