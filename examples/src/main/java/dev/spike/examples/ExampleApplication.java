package dev.spike.examples;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts with {@code ./mvnw spring-boot:run -pl examples -am} and needs a JDK and nothing else. */
@SpringBootApplication
class ExampleApplication {

    public static void main(String[] args) {
        SpringApplication.run(ExampleApplication.class, args);
    }
}
