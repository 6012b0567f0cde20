package community.backup.service;

/** The services that the handlers call, with the credentials and within the time of one invocation. */
public record Services(RecoveryPoints points, Vaults vaults, Stacks stacks) {}
