package community.backup.local.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchTest {
    private static final String DOCUMENT = "{'a':1,'b':{'c':'x'},'d':[1,2],'e/f':0}";

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static ObjectNode apply(String operations) throws IOException {
        return JsonPatch.parse("[" + operations.replace('\'', '"') + "]").applyTo((ObjectNode) json(DOCUMENT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {'op':'add','path':'/g','value':true}               ; /g   ; true
            {'op':'add','path':'/a','value':2}                  ; /a   ; 2
            {'op':'add','path':'/d/1','value':9}                ; /d   ; [1,9,2]
            {'op':'add','path':'/d/-','value':9}                ; /d   ; [1,2,9]
            {'op':'remove','path':'/d/0'}                       ; /d   ; [2]
            {'op':'remove','path':'/b/c'}                       ; /b   ; {}
            {'op':'replace','path':'/b/c','value':'y'}          ; /b/c ; 'y'
            {'op':'replace','path':'/d/0','value':7}            ; /d   ; [7,2]
            {'op':'replace','path':'a','value':3}               ; /a   ; 3
            {'op':'replace','path':'/e~1f','value':1}           ; /e~1f; 1
            {'op':'replace','path':'','value':{'z':1}}          ; /z   ; 1
            {'op':'move','from':'/b/c','path':'/a'}             ; /a   ; 'x'
            {'op':'copy','from':'/b','path':'/g'}               ; /g   ; {'c':'x'}
            {'op':'test','path':'/a','value':1.0},{'op':'remove','path':'/b'} ; /a ; 1
            """)
    void an_operation_does_what_rfc_6902_says(String operations, String path, String expected) throws IOException {
        assertThat(apply(operations).at(path)).isEqualTo(json(expected));
    }

    @Test
    void the_document_itself_and_a_copied_part_stay_as_they_are() throws IOException {
        ObjectNode document = (ObjectNode) json(DOCUMENT);

        ObjectNode patched = JsonPatch.parse(
                        json("[{'op':'copy','from':'/b','path':'/g'},{'op':'add','path':'/g/h','value':1}]")
                                .toString())
                .applyTo(document);

        assertThat(document).isEqualTo(json(DOCUMENT));
        assertThat(patched.at("/b")).isEqualTo(json("{'c':'x'}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            {'op':'remove','path':'/none'}              ; nothing at /none
            {'op':'replace','path':'/none','value':1}   ; nothing at /none
            {'op':'add','path':'/none/x','value':1}     ; nothing at /none/x
            {'op':'add','path':'/d/3','value':1}        ; nothing at /d/3
            {'op':'add','path':'/d/01','value':1}       ; nothing at /d/01
            {'op':'move','from':'/b','path':'/b/c'}     ; nothing at /b/c
            {'op':'remove','path':''}                   ; removes the whole resource
            {'op':'replace','path':'','value':1}        ; leaves no object
            {'op':'test','path':'/a','value':2}         ; test of /a fails
            {'op':'set','path':'/a','value':2}          ; has the op "set"
            {'op':'add','path':'/a'}                    ; add of PatchDocument has no value
            {'op':'add','value':1}                      ; has no path
            {'op':'copy','path':'/a'}                   ; has no from
            """)
    void what_cannot_be_applied_is_refused_with_the_place(String operations, String reason) {
        assertThatThrownBy(() -> apply(operations)).hasMessageContaining(reason);
    }

    @Test
    void a_patch_that_is_no_list_is_refused() {
        assertThatThrownBy(() -> JsonPatch.parse("{}")).hasMessage("PatchDocument must be a list of operations.");
        assertThatThrownBy(() -> JsonPatch.parse("[")).hasMessageStartingWith("PatchDocument is no JSON: ");
    }
}
