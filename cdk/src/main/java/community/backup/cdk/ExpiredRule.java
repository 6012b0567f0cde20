package community.backup.cdk;

import java.util.List;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.OnEventOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.targets.SnsTopic;
import software.amazon.awscdk.services.sns.ITopic;
import software.constructs.Construct;

/**
 * EventBridge rules for recovery points that turn {@code EXPIRED}, for the events that AWS documents in
 * <a href="https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html">Monitoring AWS Backup events</a>.
 */
final class ExpiredRule {
    private ExpiredRule() {}

    /**
     * Creates a rule.
     *
     * @param scope the scope of the rule, unless the options have another one
     * @param pattern selects the recovery points
     */
    static Rule create(Construct scope, String id, OnEventOptions options, EventPattern pattern) {
        Construct other = options.getCrossStackScope();
        Rule rule = Rule.Builder.create(other == null ? scope : other, id)
                .ruleName(options.getRuleName())
                .description(options.getDescription())
                .eventPattern(options.getEventPattern())
                .build();
        rule.addEventPattern(EventPattern.builder()
                .source(List.of("aws.backup"))
                .detailType(List.of("Recovery Point State Change"))
                .build());
        rule.addEventPattern(pattern);
        rule.addTarget(options.getTarget());
        return rule;
    }

    /** The options of a rule that notifies a topic. */
    static OnEventOptions tell(ITopic topic) {
        return OnEventOptions.builder()
                .description("AWS Backup could not delete a recovery point: it is EXPIRED, still stored and billed")
                .target(new SnsTopic(topic))
                .build();
    }
}
