package community.backup.local.awsbackup;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error answer. The errors of the service's model have a body of Code (an internal {@code ERROR_nnnn}, not the
 * name), Message, Type and Context. Errors that are common to all AWS services have only a message.
 *
 * @param type the exception's name, which travels in the header {@code x-amzn-ErrorType}
 * @param status the HTTP status: 400 for every client error of the model, 500 for its server errors
 * @param members the body; a null value is written as null
 */
public record AwsError(String type, int status, Map<String, @Nullable String> members) {

    /** An error with the body that the service's model defines. */
    public static AwsError of(String type, int status, @Nullable String code, String message) {
        Map<String, @Nullable String> members = new LinkedHashMap<>();
        members.put("Code", code);
        members.put("Message", message);
        members.put("Type", null);
        members.put("Context", null);
        return new AwsError(type, status, members);
    }

    /** An error with the body of the errors that are common to all AWS services. */
    public static AwsError common(String type, int status, String message) {
        Map<String, @Nullable String> members = new LinkedHashMap<>();
        members.put("message", message);
        return new AwsError(type, status, members);
    }

    /** The message; empty if the body has none. */
    public String message() {
        String message = members.getOrDefault("Message", members.get("message"));
        return message == null ? "" : message;
    }

    static AwsError notFound(String message) {
        return of("ResourceNotFoundException", 400, null, message);
    }

    static AwsError noSuchPoint() {
        return of("ResourceNotFoundException", 400, "ERROR_2603", "Cannot find recovery point.");
    }

    static AwsError invalidParameter(String message) {
        return of("InvalidParameterValueException", 400, null, message);
    }

    static AwsError missingParameter(String name) {
        return of("MissingParameterValueException", 400, null, "The parameter " + name + " is missing.");
    }

    static AwsError invalidRequest(String message) {
        return of("InvalidRequestException", 400, null, message);
    }

    static AwsError invalidState(String message) {
        return of("InvalidResourceStateException", 400, null, message);
    }

    static AwsError limitExceeded(String message) {
        return of("LimitExceededException", 400, null, message);
    }

    static AwsError alreadyExists(String arn, @Nullable String creatorRequestId) {
        AwsError error = of("AlreadyExistsException", 400, null, "Backup vault with the same name already exists");
        error.members.put("Arn", arn);
        error.members.put("CreatorRequestId", creatorRequestId);
        return error;
    }

    /** AWS Backup also gives this answer if the vault does not exist. */
    static AwsError insufficientPrivileges() {
        return accessDenied("Insufficient privileges to perform this action.");
    }

    static AwsError accessDenied(String message) {
        return of("AccessDeniedException", 403, null, message);
    }

    static AwsError throttling() {
        return common("ThrottlingException", 400, "Rate exceeded");
    }

    /** An exception that carries this error out of an operation. */
    public Thrown thrown() {
        return new Thrown(this);
    }

    /** Carries an error from an operation to {@link LocalAwsBackup}, or to a caller of {@link World}. */
    public static final class Thrown extends RuntimeException {
        private final transient AwsError error;

        Thrown(AwsError error) {
            super(error.type() + ": " + error.message(), null, false, false);
            this.error = error;
        }

        /** The error. */
        public AwsError error() {
            return error;
        }
    }
}
