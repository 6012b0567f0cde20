package community.backup.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import community.backup.local.cloudformation.LocalCloudFormation;
import community.backup.local.cloudformation.StackRequest;
import community.backup.local.cloudformation.StackView;
import community.backup.local.cloudformation.template.TemplateException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Deploys a user's templates and tears them down. */
final class UserTemplates {
    private static final String EVENTS = "stack events";

    private final DemoAccount account;
    private final LocalCloudFormation cloudFormation;
    private final Screen screen;
    private final Claims claims;
    private boolean keeps;

    UserTemplates(DemoAccount account, Screen screen, Claims claims) {
        this.account = account;
        this.cloudFormation = account.cloudFormation();
        this.screen = screen;
        this.claims = claims;
    }

    /**
     * Checks all templates, before the demo prints anything.
     *
     * @throws TemplateException if a template or its parameters are not valid; the message names the file
     * @throws IOException if a file cannot be read
     */
    void check(List<UserStack> stacks) throws IOException {
        for (UserStack stack : stacks) {
            try {
                Map<String, Map<String, String>> identifiers = stack.identifiers();
                if (identifiers.isEmpty()) {
                    cloudFormation.changes(stack.request());
                } else {
                    cloudFormation.checkImport(stack.request(), identifiers);
                }
            } catch (TemplateException e) {
                throw new TemplateException(stack.template() + ": " + e.reason().replaceFirst("[.]$", "")
                        + ". Correct the template or what follows it in the command.");
            } catch (JsonProcessingException e) {
                throw new TemplateException("--resources-to-import: the file is not valid JSON: "
                        + e.getOriginalMessage() + ". Correct the file.");
            } catch (CharacterCodingException e) {
                throw new TemplateException(stack.template() + ": the file is not text in UTF-8. Give a template.");
            }
        }
    }

    /**
     * Deploys all templates, one after the other, and deletes their stacks.
     *
     * @param points the recovery points that exist before the stacks
     * @throws IOException if a file cannot be read
     */
    void run(List<UserStack> stacks, List<ExistingPoint> points) throws IOException {
        points.forEach(point -> point.put(account.world()));
        List<String> vaults = account.world().vaults();
        claims.begin(1);
        screen.scene(stacks.size() == 1 ? "Your template" : "Your templates");
        for (UserStack stack : stacks) {
            deploy(stack, stacks.size() == 1 ? "the stack" : stack.name());
        }
        screen.scene("   ... and torn down");
        tearDown(stacks.stream().map(UserStack::name).toList());
        for (UserStack stack : stacks) {
            claims.claim(
                    (stacks.size() == 1 ? "the stack" : stack.name()) + " is deleted",
                    EVENTS,
                    "DELETE_COMPLETE",
                    cloudFormation.describe(stack.name()).map(StackView::status).orElse("DELETE_COMPLETE"));
        }
        if (!keeps) {
            claims.claim(
                    vaults.isEmpty() ? "nothing is left" : "nothing is left but the vault that was there",
                    "state of the local AWS Backup",
                    vaults,
                    left());
        }
    }

    private void deploy(UserStack stack, String called) throws IOException {
        StackRequest request = stack.request();
        keeps |= request.template().contains("Retain");
        Map<String, Map<String, String>> identifiers = stack.identifiers();
        StackView deployed = identifiers.isEmpty()
                ? cloudFormation.deploy(request)
                : cloudFormation.importResources(request, identifiers);
        deployed.outputs().keySet().forEach(name -> screen.aside(name + " = " + deployed.output(name)));
        claims.claim(
                called + " is complete",
                EVENTS,
                identifiers.isEmpty() ? "CREATE_COMPLETE" : "IMPORT_COMPLETE",
                deployed.status());
    }

    /**
     * Deletes the stacks in the order of their deployment. If another stack blocks a deletion, it is repeated after the
     * deletion of the other stacks.
     */
    private void tearDown(List<String> names) {
        List<String> left = names.stream()
                .filter(name -> !cloudFormation.delete(name).status().equals("DELETE_COMPLETE"))
                .toList();
        if (!left.isEmpty() && left.size() < names.size()) {
            tearDown(left);
        }
    }

    private List<String> left() {
        List<String> vaults = account.world().vaults();
        return Stream.concat(vaults.stream(), vaults.stream().flatMap(vault -> account.world().pointsIn(vault).stream()
                        .map(point -> point.arn())))
                .toList();
    }
}
