package community.backup.recoverypoint.safety;

/** How a stack got its recovery point. */
enum Origin {
    IMPORTED,
    MADE
}
