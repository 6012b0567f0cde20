package community.backup.service;

import java.util.List;

/**
 * The lists of jobs that have not ended. One call of AWS Backup lists the jobs of one state. A search reads the lists
 * in the order in which a job goes through the states. So a job that changes its state between two calls is in a list
 * that is still to be read.
 */
public enum JobList {
    CREATED(false, "CREATED"),
    PENDING(false, "PENDING"),
    RUNNING(false, "RUNNING"),
    ABORTING(false, "ABORTING"),
    COPY_CREATED(true, "CREATED"),
    COPY_RUNNING(true, "RUNNING");

    /** All lists, in the order in which a search reads them. */
    public static final List<JobList> ALL = List.of(values());

    private final boolean ofCopies;
    private final String state;

    JobList(boolean ofCopies, String state) {
        this.ofCopies = ofCopies;
        this.state = state;
    }

    /** Whether it lists copy jobs instead of backup jobs. */
    public boolean ofCopies() {
        return ofCopies;
    }

    /** AWS Backup's name for the state of the jobs. */
    public String state() {
        return state;
    }
}
