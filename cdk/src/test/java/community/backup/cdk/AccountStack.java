package community.backup.cdk;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

/** A stack whose account and region are known when it is synthesised. */
final class AccountStack {
    private AccountStack() {}

    static Stack empty() {
        Environment environment = Environment.builder()
                .account("123456789012")
                .region("us-east-1")
                .build();
        return new Stack(
                new App(), "Stack", StackProps.builder().env(environment).build());
    }
}
