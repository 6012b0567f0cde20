package community.backup.recoverypoint.safety;

/** How a stack came by its recovery point. */
enum Origin {
    IMPORTED,
    MADE
}
