// SPDX-License-Identifier: Apache-2.0
//
//   java JSSEServer.java list default|all
//   java JSSEServer.java serve PORT PROTOCOLS default|all KEYSTORE…
//
// Serves TLS on 127.0.0.1 with the protocols named and the library's default suites or all that it has.

import java.io.FileInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSocket;

public class JSSEServer {
    private static final char[] SECRET = "secret".toCharArray();

    private static final byte[] PAGE =
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\npage\n".getBytes();

    public static void main(String[] words) throws Exception {
        if (words[0].equals("list")) {
            SSLServerSocketFactory factory = SSLContext.getDefault().getServerSocketFactory();
            for (String suite : suites(factory, words[1])) System.out.println(suite);
            return;
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, SECRET);
        for (int index = 4; index < words.length; index++) add(words[index], keys);
        KeyManagerFactory managers = KeyManagerFactory.getInstance("SunX509");
        managers.init(keys, SECRET);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        SSLServerSocketFactory factory = context.getServerSocketFactory();
        SSLServerSocket socket = (SSLServerSocket) factory.createServerSocket(
            Integer.parseInt(words[1]), 200, InetAddress.getByName("127.0.0.1"));
        socket.setEnabledProtocols(words[2].split(","));
        socket.setEnabledCipherSuites(suites(factory, words[3]));
        while (true) {
            Socket client = socket.accept();
            new Thread(() -> serve((SSLSocket) client)).start();
        }
    }

    private static String[] suites(SSLServerSocketFactory factory, String which) {
        return which.equals("all") ? factory.getSupportedCipherSuites() : factory.getDefaultCipherSuites();
    }

    private static void add(String path, KeyStore keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (FileInputStream file = new FileInputStream(path)) {
            store.load(file, SECRET);
        }
        String alias = store.aliases().nextElement();
        Certificate[] chain = store.getCertificateChain(alias);
        keys.setKeyEntry(alias, store.getKey(alias, SECRET), SECRET, chain);
    }

    private static void serve(SSLSocket client) {
        try (client) {
            client.setSoTimeout(10_000);
            client.startHandshake();
            if (client.getInputStream().read(new byte[4096]) > 0) client.getOutputStream().write(PAGE);
        } catch (Exception refused) {
            // A scanner ends most dialogues early.
        }
    }
}
