package com.acme.erp;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The application around the service.
 */
@SpringBootApplication
class ErpApplication {

}
