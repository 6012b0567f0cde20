package community.backup.local.cloudformation.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryRequestTest {
    @Test
    void a_list_has_the_order_of_its_numbers_and_not_of_the_form() {
        StringBuilder form = new StringBuilder("Action=DeleteStack");
        for (int i = 12; i >= 1; i--) {
            form.append("&RetainResources.member.").append(i).append("=R").append(i);
        }

        assertThat(QueryRequest.parse(form.toString()).list("RetainResources").stream()
                        .map(JsonNode::asText))
                .containsExactly("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12");
    }

    @Test
    void pairs_and_maps_are_read_with_their_values_decoded() {
        QueryRequest query = QueryRequest.parse("Tags.member.1.Key=a%26b&Tags.member.1.Value=%C3%A4+%3D"
                + "&ResourcesToImport.member.1.ResourceIdentifier.entry.1.key=BackupVaultName"
                + "&ResourcesToImport.member.1.ResourceIdentifier.entry.1.value=a%2Fb");

        assertThat(query.pairs("Tags", "Key", "Value")).containsExactly(Map.entry("a&b", "ä ="));
        assertThat(QueryRequest.map(query.list("ResourcesToImport").get(0).path("ResourceIdentifier")))
                .containsExactly(Map.entry("BackupVaultName", "a/b"));
    }

    @Test
    void what_is_not_given_is_empty() {
        QueryRequest query = QueryRequest.parse("");

        assertThat(query.action()).isEmpty();
        assertThat(query.list("Parameters")).isEmpty();
        assertThat(query.flag("DisableRollback")).isFalse();
    }
}
