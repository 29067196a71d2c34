// For signing_tool_test.cpp: the Java signing tool over many files in one run of the machine. Started as
// `java -cp tool.jar SigningTool.java VERB FOLDER`, where FOLDER holds the documents; writes a line a document.
//
//   keys      takes the tool's own test keys out of its jar into FOLDER
//   validate  "SUCCESS NAME", or what else the tool says of it
//   sign      writes NAME.signed beside each document, then the same line
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import uk.co.smartdcc.boxed.xmldsig.ResultCode;
import uk.co.smartdcc.boxed.xmldsig.Sign;
import uk.co.smartdcc.boxed.xmldsig.Validate;

public class SigningTool {
  private static final PrintStream out = System.out;

  private static void takeKeys(Path folder) throws Exception {
    for (String name : new String[] {"xml-sign-90B3D51F30010000-ds.key", "xml-sign-90B3D51F30010000-ds.pem",
                                     "xml-sign-90B3D51F30020000-ds.pem", "xml-sign-00DB123456780004-ds.pem"}) {
      try (InputStream stream = Sign.class.getResourceAsStream("/" + name)) {
        Files.write(folder.resolve(name), stream.readAllBytes());
      }
    }
    out.println("taken");
  }

  /** Runs the tool on one document; what it writes stays out of our own lines. */
  private static ResultCode run(File document, boolean signs) throws Exception {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, "UTF-8"));
    String file = document.getPath();
    ResultCode result =
        signs ? Sign.main_aux(new String[] {file, "--preserveCounter"}) : Validate.main_aux(new String[] {file});
    System.setOut(out);
    if (signs && result == ResultCode.SUCCESS) Files.write(Path.of(file + ".signed"), written.toByteArray());
    return result;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("keys")) {
      takeKeys(Path.of(arguments[1]));
      return;
    }
    File[] documents = new File(arguments[1]).listFiles((folder, name) -> name.toLowerCase().endsWith(".xml"));
    Arrays.sort(documents);
    for (File document : documents) {
      out.println(run(document, arguments[0].equals("sign")) + " " + document.getName());
    }
  }
}
