window.addEventListener('DOMContentLoaded', () => {
  window.SwaggerUIBundle({ url: '/openapi.yaml', dom_id: '#api', deepLinking: true, tryItOutEnabled: true });
});
