package community.backup.local.cloudformation.api;

import com.fasterxml.jackson.databind.JsonNode;
import community.backup.local.awsbackup.HttpAnswer;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An answer of the AWS Query protocol.
 *
 * @param status the HTTP status
 */
record QueryAnswer(int status, String xml) {
    private static final String NAMESPACE = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

    /** The answer to a successful request. */
    static QueryAnswer success(String action, JsonNode result) {
        return write(200, action + "Response", writer -> {
            element(writer, action + "Result", result);
            writer.writeStartElement("ResponseMetadata");
            text(writer, "RequestId", UUID.randomUUID().toString());
            writer.writeEndElement();
        });
    }

    /** The answer to a failed request. A status below 500 blames the caller, any other the service. */
    static QueryAnswer error(int status, String code, String message) {
        return write(status, "ErrorResponse", writer -> {
            writer.writeStartElement("Error");
            text(writer, "Type", status < 500 ? "Sender" : "Receiver");
            text(writer, "Code", code);
            text(writer, "Message", message);
            writer.writeEndElement();
            text(writer, "RequestId", UUID.randomUUID().toString());
        });
    }

    /** The HTTP response with this answer. */
    HttpAnswer http() {
        return new HttpAnswer(status, Map.of("Content-Type", "text/xml"), xml.getBytes(StandardCharsets.UTF_8));
    }

    private static QueryAnswer write(int status, String root, Content content) {
        StringWriter xml = new StringWriter();
        try {
            XMLStreamWriter writer = XMLOutputFactory.newInstance().createXMLStreamWriter(xml);
            writer.writeStartElement(root);
            writer.writeDefaultNamespace(NAMESPACE);
            content.writeTo(writer);
            writer.writeEndElement();
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("An answer in memory could not be written", e);
        }
        return new QueryAnswer(status, xml.toString());
    }

    /** Writes an object as nested elements, and each item of a list as an element {@code member}. */
    private static void element(XMLStreamWriter writer, String name, JsonNode value) throws XMLStreamException {
        if (value.isValueNode()) {
            text(writer, name, value.asText());
            return;
        }
        writer.writeStartElement(name);
        if (value.isArray()) {
            for (JsonNode each : value) {
                element(writer, "member", each);
            }
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            element(writer, field.getKey(), field.getValue());
        }
        writer.writeEndElement();
    }

    private static void text(XMLStreamWriter writer, String name, String text) throws XMLStreamException {
        writer.writeStartElement(name);
        writer.writeCharacters(text);
        writer.writeEndElement();
    }

    /** The content of the outermost element. */
    private interface Content {
        void writeTo(XMLStreamWriter writer) throws XMLStreamException;
    }
}
