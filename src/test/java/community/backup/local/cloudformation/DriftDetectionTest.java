package community.backup.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import community.backup.local.cloudformation.ResourceDrift.Difference;
import community.backup.local.cloudformation.ResourceDrift.Kind;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class DriftDetectionTest {
    private static List<Difference> differences(String given, String found) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        return DriftDetection.differences(
                json.readTree(given.replace('\'', '"')), json.readTree(found.replace('\'', '"')));
    }

    @Test
    void what_the_template_does_not_give_and_the_order_of_a_list_make_no_difference() throws JsonProcessingException {
        assertThat(differences("{'A':1,'L':['x','y']}", "{'A':'1','B':2,'L':['y','x']}"))
                .isEmpty();
    }

    @Test
    void a_changed_value_in_an_object_is_told_with_its_path() throws JsonProcessingException {
        assertThat(differences("{'O':{'A':1,'B':2}}", "{'O':{'A':1,'B':3}}"))
                .containsExactly(new Difference("/O/B", "2", "3", Kind.NOT_EQUAL));
    }

    @Test
    void a_property_that_is_not_there_any_more_is_removed() throws JsonProcessingException {
        assertThat(differences("{'A':{'B':1}}", "{}"))
                .containsExactly(new Difference("/A", "{\"B\":1}", "null", Kind.REMOVE));
    }

    @Test
    void items_of_a_list_are_added_and_removed() throws JsonProcessingException {
        assertThat(differences("{'L':['x','y']}", "{'L':['y','z']}"))
                .containsExactly(
                        new Difference("/L/0", "\"x\"", "null", Kind.REMOVE),
                        new Difference("/L/1", "null", "\"z\"", Kind.ADD));
    }
}
