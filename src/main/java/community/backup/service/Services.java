package community.backup.service;

/** What the handlers call, with the credentials and within the time of one invocation. */
public record Services(RecoveryPoints points, Vaults vaults, Stacks stacks) {}
