package community.backup.local.demo;

import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.StackRequest;
import community.backup.local.cloudformation.StackView;
import java.util.List;
import java.util.stream.Stream;

/** Deploys a person's own template and tears it down. */
final class OwnTemplate {
    private final LocalAccount account;
    private final Screen screen;
    private final Claims claims;

    OwnTemplate(LocalAccount account, Screen screen, Claims claims) {
        this.account = account;
        this.screen = screen;
        this.claims = claims;
    }

    void run(StackRequest request) {
        LocalCloudFormation cloudFormation = account.cloudFormation();
        claims.begin(1);
        screen.scene("Your template");
        StackView made = cloudFormation.deploy(request);
        made.outputs().keySet().forEach(name -> screen.aside(name + " = " + made.output(name)));
        claims.claim("the stack is complete", "stack events", "CREATE_COMPLETE", made.status());

        screen.scene("   ... and torn down");
        StackView gone = cloudFormation.delete(request.stackName());
        claims.claim("the stack is deleted", "stack events", "DELETE_COMPLETE", gone.status());
        if (!request.template().contains("Retain")) {
            claims.claim("nothing is left", "state of the local AWS Backup", List.of(), left());
        }
    }

    private List<String> left() {
        List<String> vaults = account.world().vaults();
        return Stream.concat(vaults.stream(), vaults.stream().flatMap(vault -> account.world().pointsIn(vault).stream()
                        .map(point -> point.arn())))
                .toList();
    }
}
