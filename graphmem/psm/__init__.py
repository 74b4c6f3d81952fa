"""The Personal Small Model: the shipped models and the code that runs them with onnxruntime."""
